import { Migration } from '@mikro-orm/migrations';

export class Migration20261129065025 extends Migration {
  override name = 'Migration20261129065025';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "unikernel_health" ("id" uuid not null, "host" text not null, "domain" text not null, "name" text not null, "sealed_checks" text not null, "results" jsonb not null, "days" jsonb not null, primary key ("id"));`,
    );
    this.addSql(`create index "unikernel_health_domain_index" on "unikernel_health" ("domain");`);
    this.addSql(
      `alter table "unikernel_health" add constraint "unikernel_health_host_domain_name_unique" unique ("host", "domain", "name");`,
    );

    this.addSql(`alter table "unikernels" add "health" text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "unikernel_health" cascade;`);

    this.addSql(`alter table "unikernels" drop column "health";`);
  }
}
