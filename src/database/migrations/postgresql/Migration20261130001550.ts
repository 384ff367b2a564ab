import { Migration } from '@mikro-orm/migrations';

export class Migration20261130001550 extends Migration {
  override name = 'Migration20261130001550';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "yields" ("host" uuid not null, "domain" text not null, "kind" text not null, "times" jsonb not null, "until" timestamptz null, "changed_at" timestamptz not null, primary key ("host", "domain", "kind"));`,
    );
    this.addSql(`create index "yields_changed_at_index" on "yields" ("changed_at");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "yields" cascade;`);
  }
}
