import { Migration } from '@mikro-orm/migrations';

export class Migration20261128195838 extends Migration {
  override name = 'Migration20261128195838';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`accounts\` add column \`waits_from\` text null;`);
    this.addSql(`create index \`accounts_waits_from_index\` on \`accounts\` (\`waits_from\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`accounts_waits_from_index\`;`);
    this.addSql(`alter table \`accounts\` drop column \`waits_from\`;`);
  }
}
