import { Migration } from '@mikro-orm/migrations';

export class Migration20261129161916 extends Migration {
  override name = 'Migration20261129161916';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "device_requests" ("id" uuid not null, "device_hash" text not null, "user_code" text not null, "client" text not null, "address" text not null, "scopes" jsonb not null, "account_id" uuid null, "denied" boolean not null, "interval" int not null, "asked_at" timestamptz null, "created_at" timestamptz not null, "expires_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "device_requests" add constraint "device_requests_device_hash_unique" unique ("device_hash");`,
    );
    this.addSql(
      `alter table "device_requests" add constraint "device_requests_user_code_unique" unique ("user_code");`,
    );
    this.addSql(
      `create index "device_requests_account_id_index" on "device_requests" ("account_id");`,
    );
    this.addSql(
      `create index "device_requests_expires_at_index" on "device_requests" ("expires_at");`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "device_requests" cascade;`);
  }
}
