import { Migration } from '@mikro-orm/migrations';

export class Migration20261130000812 extends Migration {
  override name = 'Migration20261130000812';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "policy_templates" ("name" text not null, "unikernels" int not null, "memory" int not null, "storage" int null, "cpuids" jsonb null, "bridges" jsonb null, "updated_at" timestamptz not null, primary key ("name"));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "policy_templates" cascade;`);
  }
}
