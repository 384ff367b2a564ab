import { Migration } from '@mikro-orm/migrations';

export class Migration20261129081639 extends Migration {
  override name = 'Migration20261129081639';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`unikernels\` add column \`restarts\` integer not null default 0;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`unikernels\` drop column \`restarts\`;`);
  }
}
