import { Migration } from '@mikro-orm/migrations';

export class Migration20261129032326 extends Migration {
  override name = 'Migration20261129032326';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`accounts\` add column \`signing_key\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`accounts\` drop column \`signing_key\`;`);
  }
}
