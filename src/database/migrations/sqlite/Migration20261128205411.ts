import { Migration } from '@mikro-orm/migrations';

export class Migration20261128205411 extends Migration {
  override name = 'Migration20261128205411';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`written_probes\` (\`server\` text not null primary key, \`content\` text not null);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`written_probes\`;`);
  }
}
