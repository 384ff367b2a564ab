import { Migration } from '@mikro-orm/migrations';

export class Migration20261129024626 extends Migration {
  override name = 'Migration20261129024626';

  override up(): void | Promise<void> {
    this.addSql(`alter table \`deployments\` add column \`origin\` json null;`);
    this.addSql(`alter table \`deployments\` add column \`sealed_source\` text null;`);

    this.addSql(`alter table \`releases\` add column \`origin\` json null;`);
    this.addSql(`alter table \`releases\` add column \`sealed_source\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`deployments\` drop column \`origin\`;`);
    this.addSql(`alter table \`deployments\` drop column \`sealed_source\`;`);

    this.addSql(`alter table \`releases\` drop column \`origin\`;`);
    this.addSql(`alter table \`releases\` drop column \`sealed_source\`;`);
  }
}
