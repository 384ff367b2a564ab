import { Migration } from '@mikro-orm/migrations';

export class Migration20261128233147 extends Migration {
  override name = 'Migration20261128233147';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "deployment_locks" ("id" uuid not null, "host" text not null, "domain" text not null, "unikernel" text not null, "reason" text not null, "until" timestamptz not null, "created_at" timestamptz not null, "account_name" text not null, "token_name" text null, primary key ("id"));`,
    );
    this.addSql(
      `alter table "deployment_locks" add constraint "deployment_locks_host_domain_unikernel_unique" unique ("host", "domain", "unikernel");`,
    );

    this.addSql(
      `alter table "deployments" add "phase" text null, add "steps" jsonb null, add "sealed_plan" text null, add "revision" jsonb null, add "reason" text null, add "rollback" text null;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "deployment_locks" cascade;`);

    this.addSql(
      `alter table "deployments" drop column "phase", drop column "steps", drop column "sealed_plan", drop column "revision", drop column "reason", drop column "rollback";`,
    );
  }
}
