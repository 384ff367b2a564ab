import { Migration } from '@mikro-orm/migrations';

export class Migration20261129161902 extends Migration {
  override name = 'Migration20261129161902';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`device_requests\` (\`id\` text not null primary key, \`device_hash\` text not null, \`user_code\` text not null, \`client\` text not null, \`address\` text not null, \`scopes\` json not null, \`account_id\` text null, \`denied\` integer not null, \`interval\` integer not null, \`asked_at\` datetime null, \`created_at\` datetime not null, \`expires_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`device_requests_device_hash_unique\` on \`device_requests\` (\`device_hash\`);`,
    );
    this.addSql(
      `create unique index \`device_requests_user_code_unique\` on \`device_requests\` (\`user_code\`);`,
    );
    this.addSql(
      `create index \`device_requests_account_id_index\` on \`device_requests\` (\`account_id\`);`,
    );
    this.addSql(
      `create index \`device_requests_expires_at_index\` on \`device_requests\` (\`expires_at\`);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`device_requests\`;`);
  }
}
