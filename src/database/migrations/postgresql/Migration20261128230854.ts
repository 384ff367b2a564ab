import { Migration } from '@mikro-orm/migrations';

export class Migration20261128230854 extends Migration {
  override name = 'Migration20261128230854';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "volume_settings" ("id" uuid not null, "host" text not null, "domain" text not null, "volume" text not null, "deletion_protection" boolean not null, primary key ("id"));`,
    );
    this.addSql(`create index "volume_settings_domain_index" on "volume_settings" ("domain");`);
    this.addSql(
      `alter table "volume_settings" add constraint "volume_settings_host_domain_volume_unique" unique ("host", "domain", "volume");`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "volume_settings" cascade;`);
  }
}
