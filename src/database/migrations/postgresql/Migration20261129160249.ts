import { Migration } from '@mikro-orm/migrations';

export class Migration20261129160249 extends Migration {
  override name = 'Migration20261129160249';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "channels" ("id" uuid not null, "owner" text not null, "kind" text not null, "name" text not null, "types" jsonb not null, "enabled" boolean not null, "ended_reason" text null, "muted_until" timestamptz null, "target" text not null, "sealed_settings" text null, "standard_of" text null, "sent_at" jsonb not null, "told" jsonb not null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "channels" add constraint "channels_standard_of_unique" unique ("standard_of");`,
    );
    this.addSql(`create index "channels_owner_index" on "channels" ("owner");`);

    this.addSql(
      `create table "deliveries" ("serial" serial primary key, "id" uuid not null, "channel" uuid not null, "event" uuid null, "type" text not null, "object" text null, "summary" text not null, "content" text not null, "state" text not null, "tries" int not null, "next_try_at" timestamptz null, "created_at" timestamptz not null, "tried_at" timestamptz null, "status" int null, "answer" text null, "fault" text null);`,
    );
    this.addSql(`alter table "deliveries" add constraint "deliveries_id_unique" unique ("id");`);
    this.addSql(`create index "deliveries_next_try_at_index" on "deliveries" ("next_try_at");`);
    this.addSql(`create index "deliveries_created_at_index" on "deliveries" ("created_at");`);
    this.addSql(
      `create index "deliveries_channel_serial_index" on "deliveries" ("channel", "serial");`,
    );
    this.addSql(
      `create index "deliveries_channel_next_try_at_index" on "deliveries" ("channel", "next_try_at");`,
    );
    this.addSql(
      `alter table "deliveries" add constraint "deliveries_channel_event_unique" unique ("channel", "event");`,
    );

    this.addSql(`create table "delivery_cursor" ("id" serial primary key, "last" int not null);`);

    this.addSql(
      `create table "delivery_sequences" ("channel" uuid not null, "object" text not null, "last" int not null, primary key ("channel", "object"));`,
    );

    this.addSql(
      `create table "mutes" ("id" uuid not null, "owner" text not null, "object" text not null, "until" timestamptz not null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "mutes" add constraint "mutes_owner_object_unique" unique ("owner", "object");`,
    );

    this.addSql(
      `create table "notices" ("serial" serial primary key, "channel" uuid not null, "number" int not null, "queued_at" timestamptz not null);`,
    );
    this.addSql(
      `alter table "notices" add constraint "notices_channel_number_unique" unique ("channel", "number");`,
    );

    this.addSql(
      `create table "seen_events" ("account_id" uuid not null, "number" int not null, primary key ("account_id"));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "channels" cascade;`);
    this.addSql(`drop table if exists "deliveries" cascade;`);
    this.addSql(`drop table if exists "delivery_cursor" cascade;`);
    this.addSql(`drop table if exists "delivery_sequences" cascade;`);
    this.addSql(`drop table if exists "mutes" cascade;`);
    this.addSql(`drop table if exists "notices" cascade;`);
    this.addSql(`drop table if exists "seen_events" cascade;`);
  }
}
