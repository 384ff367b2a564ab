import { Migration } from '@mikro-orm/migrations';

export class Migration20261128203419 extends Migration {
  override name = 'Migration20261128203419';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`image_chunks\` (\`digest\` text not null, \`number\` integer not null, \`octets\` blob not null, primary key (\`digest\`, \`number\`));`,
    );

    this.addSql(
      `create table \`kept_images\` (\`digest\` text not null primary key, \`size\` integer not null, \`solo5\` json not null, \`kept_at\` datetime not null);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`image_chunks\`;`);
    this.addSql(`drop table if exists \`kept_images\`;`);
  }
}
