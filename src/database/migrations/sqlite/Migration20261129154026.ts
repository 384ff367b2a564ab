import { Migration } from '@mikro-orm/migrations';

export class Migration20261129154026 extends Migration {
  override name = 'Migration20261129154026';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table \`hosts\` add column \`collect_metrics\` integer not null default true;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`hosts\` drop column \`collect_metrics\`;`);
  }
}
