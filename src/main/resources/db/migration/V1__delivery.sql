-- What delivery keeps besides the journal: the exceptions. Runs on H2 and PostgreSQL.
-- Times are milliseconds since 1970, UTC; ids are workspace/connection#position, or #order id.

create table parked_leg (
  id varchar(512) not null primary key,
  workspace varchar(128) not null,
  connection varchar(128) not null,
  journal_position bigint not null,
  event_id varchar(512) not null,
  event_name varchar(128) not null,
  order_id varchar(1024),
  attempts integer not null,
  first_attempt_at bigint,
  due_at bigint not null,
  reason varchar(64) not null,
  sentence varchar(1024) not null,
  route varchar(128) not null,
  first_fate varchar(16),
  extras integer not null,
  parked_at bigint not null
);
create index parked_leg_due on parked_leg (workspace, connection, due_at);
create index parked_leg_position on parked_leg (workspace, connection, journal_position);

create table dead_letter (
  id varchar(512) not null primary key,
  workspace varchar(128) not null,
  connection varchar(128) not null,
  journal_position bigint not null,
  event_id varchar(512) not null,
  event_name varchar(128) not null,
  order_id varchar(1024),
  route varchar(128) not null,
  reason varchar(64) not null,
  sentence varchar(4096) not null,
  answer varchar(8192),
  attempts integer not null,
  first_fate varchar(16),
  extras integer not null,
  kind varchar(32) not null,
  fingerprint varchar(64) not null,
  died_at bigint not null,
  useful_until bigint not null,
  discarded_at bigint,
  remark varchar(1024)
);
create index dead_letter_lane on dead_letter (workspace, connection, journal_position);
create index dead_letter_died on dead_letter (died_at);

create table order_state (
  id varchar(1300) not null primary key,
  workspace varchar(128) not null,
  connection varchar(128) not null,
  order_id varchar(1024) not null,
  content varchar(1000000) not null,
  updated_at bigint not null
);

-- One row per lane: what an operator set, and legs that changed their fate after the first one.
create table lane_state (
  id varchar(512) not null primary key,
  workspace varchar(128) not null,
  connection varchar(128) not null,
  paused boolean not null,
  not_before bigint,
  matched bigint not null,
  delivered bigint not null,
  withheld bigint not null,
  parked bigint not null,
  dead bigint not null
);

create table replay (
  id varchar(64) not null primary key,
  workspace varchar(128) not null,
  connection varchar(128) not null,
  event_name varchar(128),
  order_id varchar(1024),
  per_second integer not null,
  from_position bigint not null,
  until_position bigint not null,
  next_position bigint not null,
  state varchar(32) not null,
  sent bigint not null,
  delivered bigint not null,
  withheld bigint not null,
  parked bigint not null,
  dead bigint not null,
  skipped bigint not null,
  created_at bigint not null,
  changed_at bigint not null
);
