import { Migration } from '@mikro-orm/migrations';

export class Migration20261128204246 extends Migration {
  override name = 'Migration20261128204246';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`releases\` (\`id\` text not null primary key, \`host\` text not null, \`domain\` text not null, \`unikernel\` text not null, \`number\` integer not null, \`digest\` text not null, \`sealed_config\` text not null, \`rollback_to\` integer null, \`name\` text null, \`note\` text null, \`account_name\` text not null, \`token_name\` text null, \`created_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`releases_host_domain_unikernel_number_unique\` on \`releases\` (\`host\`, \`domain\`, \`unikernel\`, \`number\`);`,
    );

    this.addSql(`alter table \`deployments\` add column \`rollback_to\` integer null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`releases\`;`);

    this.addSql(`alter table \`deployments\` drop column \`rollback_to\`;`);
  }
}
