import { Migration } from '@mikro-orm/migrations';

export class Migration20261129081214 extends Migration {
  override name = 'Migration20261129081214';

  override up(): void | Promise<void> {
    this.addSql(`create table "event_sequence" ("id" serial primary key, "last" int not null);`);

    this.addSql(
      `create table "events" ("serial" serial primary key, "id" uuid not null, "number" int null, "type" text not null, "severity" text not null, "account" text null, "host" text null, "name" text null, "object" text not null, "summary" text not null, "facts" jsonb not null, "at" timestamptz not null, "host_at" timestamptz null, "count" int not null, "last_at" timestamptz not null, "once" text null);`,
    );
    this.addSql(`alter table "events" add constraint "events_id_unique" unique ("id");`);
    this.addSql(`alter table "events" add constraint "events_number_unique" unique ("number");`);
    this.addSql(`create index "events_last_at_index" on "events" ("last_at");`);
    this.addSql(`alter table "events" add constraint "events_once_unique" unique ("once");`);
    this.addSql(`create index "events_account_number_index" on "events" ("account", "number");`);
    this.addSql(`create index "events_host_number_index" on "events" ("host", "number");`);
    this.addSql(`create index "events_object_number_index" on "events" ("object", "number");`);

    this.addSql(`alter table "hosts" add "told_degraded" boolean not null default false;`);

    this.addSql(
      `alter table "unikernels" add "told_state" text not null default 'unknown', add "told_drift" text not null default '';`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "event_sequence" cascade;`);
    this.addSql(`drop table if exists "events" cascade;`);

    this.addSql(`alter table "hosts" drop column "told_degraded";`);

    this.addSql(`alter table "unikernels" drop column "told_state", drop column "told_drift";`);
  }
}
