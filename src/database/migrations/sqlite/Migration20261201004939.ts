import { Migration } from '@mikro-orm/migrations';

export class Migration20261201004939 extends Migration {
  override name = 'Migration20261201004939';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`hosts\` add column \`learned\` json null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`hosts\` drop column \`learned\`;`);
  }
}
