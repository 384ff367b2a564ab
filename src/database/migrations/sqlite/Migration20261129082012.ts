import { Migration } from '@mikro-orm/migrations';

export class Migration20261129082012 extends Migration {
  override name = 'Migration20261129082012';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`policies\` add column \`nearly_used\` json null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`policies\` drop column \`nearly_used\`;`);
  }
}
