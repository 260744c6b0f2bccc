-- What operators did. Times are milliseconds since 1970, UTC; ids sort by time.

create table audit_entry (
  id varchar(36) not null primary key,
  at bigint not null,
  key_id varchar(32) not null,
  key_name varchar(128) not null,
  role varchar(20) not null,
  workspace varchar(128) not null,
  action varchar(128) not null,
  subject varchar(512) not null,
  outcome varchar(16) not null,
  status integer not null
);
create index audit_entry_workspace on audit_entry (workspace, id);
create index audit_entry_at on audit_entry (at);
