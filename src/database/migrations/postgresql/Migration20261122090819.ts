import { Migration } from '@mikro-orm/migrations';

export class Migration20261122090819 extends Migration {
  override name = 'Migration20261122090819';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "used_identities" ("digest" text not null, "ends_at" timestamptz not null, primary key ("digest"));`,
    );
    this.addSql(`create index "used_identities_ends_at_index" on "used_identities" ("ends_at");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "used_identities" cascade;`);
  }
}
