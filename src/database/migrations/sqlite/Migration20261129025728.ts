import { Migration } from '@mikro-orm/migrations';

export class Migration20261129025728 extends Migration {
  override name = 'Migration20261129025728';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`unikernels\` add column \`update_look\` json null;`);
    this.addSql(`alter table \`unikernels\` add column \`update_at\` datetime null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`unikernels\` drop column \`update_look\`;`);
    this.addSql(`alter table \`unikernels\` drop column \`update_at\`;`);
  }
}
