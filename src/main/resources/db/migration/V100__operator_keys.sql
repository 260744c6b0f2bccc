-- Who may call the operators' API. Times are milliseconds since 1970, UTC.

create table operator_key (
  hash varchar(64) not null primary key,
  name varchar(128) not null,
  role varchar(20) not null,
  workspace varchar(128),
  created_at bigint not null,
  revoked_at bigint
);
