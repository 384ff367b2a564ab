import { Migration } from '@mikro-orm/migrations';

export class Migration20261129040657 extends Migration {
  override name = 'Migration20261129040657';

  override up(): void | Promise<void> {
    this.addSql(
      `create index \`deployments_domain_started_at_id_index\` on \`deployments\` (\`domain\`, \`started_at\`, \`id\`);`,
    );
    this.addSql(
      `create index \`deployments_started_at_id_index\` on \`deployments\` (\`started_at\`, \`id\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`deployments_domain_started_at_id_index\`;`);
    this.addSql(`drop index \`deployments_started_at_id_index\`;`);
  }
}
