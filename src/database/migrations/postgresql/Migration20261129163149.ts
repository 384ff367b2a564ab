import { Migration } from '@mikro-orm/migrations';

export class Migration20261129163149 extends Migration {
  override name = 'Migration20261129163149';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "account_usage" ("month" text not null, "host" text not null, "domain" text not null, "memory_seconds" bigint not null, "cpu_milliseconds" bigint not null, "storage_seconds" bigint not null, "observed_seconds" bigint not null, primary key ("month", "host", "domain"));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "account_usage" cascade;`);
  }
}
