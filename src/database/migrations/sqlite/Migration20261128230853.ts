import { Migration } from '@mikro-orm/migrations';

export class Migration20261128230853 extends Migration {
  override name = 'Migration20261128230853';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`volume_settings\` (\`id\` text not null primary key, \`host\` text not null, \`domain\` text not null, \`volume\` text not null, \`deletion_protection\` integer not null);`,
    );
    this.addSql(
      `create index \`volume_settings_domain_index\` on \`volume_settings\` (\`domain\`);`,
    );
    this.addSql(
      `create unique index \`volume_settings_host_domain_volume_unique\` on \`volume_settings\` (\`host\`, \`domain\`, \`volume\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`volume_settings\`;`);
  }
}
