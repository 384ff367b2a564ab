import { Migration } from '@mikro-orm/migrations';

export class Migration20261128154224 extends Migration {
  override name = 'Migration20261128154224';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "locks" ("id" uuid not null, "name" text not null, "shared" boolean not null, "server" text not null, "run" uuid not null, "since" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "locks_name_index" on "locks" ("name");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "locks" cascade;`);
  }
}
