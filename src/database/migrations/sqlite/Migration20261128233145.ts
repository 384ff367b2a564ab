import { Migration } from '@mikro-orm/migrations';

export class Migration20261128233145 extends Migration {
  override name = 'Migration20261128233145';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`deployment_locks\` (\`id\` text not null primary key, \`host\` text not null, \`domain\` text not null, \`unikernel\` text not null, \`reason\` text not null, \`until\` datetime not null, \`created_at\` datetime not null, \`account_name\` text not null, \`token_name\` text null);`,
    );
    this.addSql(
      `create unique index \`deployment_locks_host_domain_unikernel_unique\` on \`deployment_locks\` (\`host\`, \`domain\`, \`unikernel\`);`,
    );

    this.addSql(`alter table \`deployments\` add column \`phase\` text null;`);
    this.addSql(`alter table \`deployments\` add column \`steps\` json null;`);
    this.addSql(`alter table \`deployments\` add column \`sealed_plan\` text null;`);
    this.addSql(`alter table \`deployments\` add column \`revision\` json null;`);
    this.addSql(`alter table \`deployments\` add column \`reason\` text null;`);
    this.addSql(`alter table \`deployments\` add column \`rollback\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`deployment_locks\`;`);

    this.addSql(`alter table \`deployments\` drop column \`phase\`;`);
    this.addSql(`alter table \`deployments\` drop column \`steps\`;`);
    this.addSql(`alter table \`deployments\` drop column \`sealed_plan\`;`);
    this.addSql(`alter table \`deployments\` drop column \`revision\`;`);
    this.addSql(`alter table \`deployments\` drop column \`reason\`;`);
    this.addSql(`alter table \`deployments\` drop column \`rollback\`;`);
  }
}
