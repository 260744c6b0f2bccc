-- Alarms that stand or whose end is not told yet, and dead letters that were let go. Runs on H2 and
-- PostgreSQL. Times are milliseconds since 1970, UTC.
create table alarm (
  id varchar(64) not null primary key,
  kind varchar(64) not null,
  subject varchar(512) not null,
  sentence varchar(2048) not null,
  began_at bigint not null,
  began_told boolean not null,
  ended_at bigint
);

-- Their rows are gone and they still count.
alter table lane_state add column let_go bigint default 0 not null;
create index dead_letter_useful on dead_letter (useful_until);
create index order_state_lane on order_state (workspace, connection, updated_at);
