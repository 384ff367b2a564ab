import { Migration } from '@mikro-orm/migrations';

export class Migration20261130005610 extends Migration {
  override name = 'Migration20261130005610';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`default_policies\` (\`host_id\` text not null primary key, \`template\` text not null);`,
    );

    this.addSql(
      `create table \`pending_policies\` (\`id\` text not null primary key, \`host_id\` text not null, \`domain\` text not null, \`template\` text not null, \`created_at\` datetime not null, \`tried_at\` datetime null, \`problem\` json null);`,
    );
    this.addSql(
      `create unique index \`pending_policies_host_id_domain_unique\` on \`pending_policies\` (\`host_id\`, \`domain\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`default_policies\`;`);
    this.addSql(`drop table if exists \`pending_policies\`;`);
  }
}
