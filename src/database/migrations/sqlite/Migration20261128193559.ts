import { Migration } from '@mikro-orm/migrations';

export class Migration20261128193559 extends Migration {
  override name = 'Migration20261128193559';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`secrets\` (\`id\` text not null primary key, \`domain\` text not null, \`name\` text not null, \`sealed_value\` text not null, \`created_at\` datetime not null, \`changed_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`secrets_domain_name_unique\` on \`secrets\` (\`domain\`, \`name\`);`,
    );

    this.addSql(`alter table \`deployments\` add column \`sealed_config\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`secrets\`;`);

    this.addSql(`alter table \`deployments\` drop column \`sealed_config\`;`);
  }
}
