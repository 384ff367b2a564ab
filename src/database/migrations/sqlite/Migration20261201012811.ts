import { Migration } from '@mikro-orm/migrations';

export class Migration20261201012811 extends Migration {
  override name = 'Migration20261201012811';

  override up(): void | Promise<void> {
    this.addSql(`drop index \`console_segments_domain_index\`;`);
    this.addSql(
      `create index \`console_segments_domain_stored_at_octets_index\` on \`console_segments\` (\`domain\`, \`stored_at\`, \`octets\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`console_segments_domain_stored_at_octets_index\`;`);
    this.addSql(
      `create index \`console_segments_domain_index\` on \`console_segments\` (\`domain\`);`,
    );
  }
}
