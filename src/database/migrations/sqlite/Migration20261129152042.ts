import { Migration } from '@mikro-orm/migrations';

export class Migration20261129152042 extends Migration {
  override name = 'Migration20261129152042';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`accounts\` add column \`suspended_at\` datetime null;`);
    this.addSql(`alter table \`accounts\` add column \`suspension_reason\` text null;`);
    this.addSql(`alter table \`accounts\` add column \`last_sign_in_at\` datetime null;`);

    this.addSql(`alter table \`hosts\` add column \`maintenance\` json null;`);
    this.addSql(`alter table \`hosts\` add column \`notes\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`accounts\` drop column \`suspended_at\`;`);
    this.addSql(`alter table \`accounts\` drop column \`suspension_reason\`;`);
    this.addSql(`alter table \`accounts\` drop column \`last_sign_in_at\`;`);

    this.addSql(`alter table \`hosts\` drop column \`maintenance\`;`);
    this.addSql(`alter table \`hosts\` drop column \`notes\`;`);
  }
}
