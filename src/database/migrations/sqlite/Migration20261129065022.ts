import { Migration } from '@mikro-orm/migrations';

export class Migration20261129065022 extends Migration {
  override name = 'Migration20261129065022';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`unikernel_health\` (\`id\` text not null primary key, \`host\` text not null, \`domain\` text not null, \`name\` text not null, \`sealed_checks\` text not null, \`results\` json not null, \`days\` json not null);`,
    );
    this.addSql(
      `create index \`unikernel_health_domain_index\` on \`unikernel_health\` (\`domain\`);`,
    );
    this.addSql(
      `create unique index \`unikernel_health_host_domain_name_unique\` on \`unikernel_health\` (\`host\`, \`domain\`, \`name\`);`,
    );

    this.addSql(`alter table \`unikernels\` add column \`health\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`unikernel_health\`;`);

    this.addSql(`alter table \`unikernels\` drop column \`health\`;`);
  }
}
