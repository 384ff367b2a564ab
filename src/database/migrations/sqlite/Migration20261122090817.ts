import { Migration } from '@mikro-orm/migrations';

export class Migration20261122090817 extends Migration {
  override name = 'Migration20261122090817';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`used_identities\` (\`digest\` text not null primary key, \`ends_at\` datetime not null);`,
    );
    this.addSql(
      `create index \`used_identities_ends_at_index\` on \`used_identities\` (\`ends_at\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`used_identities\`;`);
  }
}
