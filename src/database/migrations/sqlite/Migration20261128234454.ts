import { Migration } from '@mikro-orm/migrations';

export class Migration20261128234454 extends Migration {
  override name = 'Migration20261128234454';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`tokens\` add column \`made_by\` text null;`);
    this.addSql(`create index \`tokens_made_by_index\` on \`tokens\` (\`made_by\`);`);

    this.addSql(`alter table \`trusts\` add column \`made_by\` text null;`);
    this.addSql(`create index \`trusts_made_by_index\` on \`trusts\` (\`made_by\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`tokens_made_by_index\`;`);
    this.addSql(`alter table \`tokens\` drop column \`made_by\`;`);

    this.addSql(`drop index \`trusts_made_by_index\`;`);
    this.addSql(`alter table \`trusts\` drop column \`made_by\`;`);
  }
}
