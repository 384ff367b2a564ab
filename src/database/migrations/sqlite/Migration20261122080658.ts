import { Migration } from '@mikro-orm/migrations';

export class Migration20261122080658 extends Migration {
  override name = 'Migration20261122080658';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`accounts\` (\`id\` text not null primary key, \`name\` text not null, \`email\` text not null, \`password_hash\` text not null, \`active\` integer not null, \`admin\` integer not null, \`first\` integer null, \`created_at\` datetime not null, \`approved_at\` datetime null);`,
    );
    this.addSql(`create unique index \`accounts_name_unique\` on \`accounts\` (\`name\`);`);
    this.addSql(`create unique index \`accounts_email_unique\` on \`accounts\` (\`email\`);`);
    this.addSql(`create unique index \`accounts_first_unique\` on \`accounts\` (\`first\`);`);

    this.addSql(
      `create table \`deployments\` (\`id\` text not null primary key, \`host\` text not null, \`domain\` text not null, \`unikernel\` text not null, \`action\` text not null, \`state\` text not null, \`digest\` text null, \`config\` json null, \`running_since\` datetime null, \`account_name\` text not null, \`token_name\` text null, \`token_prefix\` text null, \`request_id\` text not null, \`started_at\` datetime not null, \`finished_at\` datetime null, \`error\` text null);`,
    );
    this.addSql(
      `create index \`deployments_domain_host_unikernel_started_at_index\` on \`deployments\` (\`domain\`, \`host\`, \`unikernel\`, \`started_at\`);`,
    );
    this.addSql(
      `create index \`deployments_finished_at_index\` on \`deployments\` (\`finished_at\`);`,
    );

    this.addSql(
      `create table \`domains\` (\`name\` text not null primary key, \`account_id\` text not null);`,
    );
    this.addSql(
      `create unique index \`domains_account_id_unique\` on \`domains\` (\`account_id\`);`,
    );

    this.addSql(
      `create table \`kept_answer\` (\`id\` text not null primary key, \`fingerprint\` text not null, \`status\` integer null, \`headers\` json null, \`body\` text null, \`showed_secret\` integer not null, \`result_id\` text null, \`created_at\` datetime not null);`,
    );
    this.addSql(
      `create index \`kept_answer_created_at_index\` on \`kept_answer\` (\`created_at\`);`,
    );

    this.addSql(
      `create table \`sessions\` (\`id\` text not null primary key, \`account_id\` text not null, \`secret_hash\` text not null, \`created_at\` datetime not null, \`last_seen_at\` datetime not null, \`address\` text not null, \`user_agent\` text null);`,
    );
    this.addSql(`create index \`sessions_account_id_index\` on \`sessions\` (\`account_id\`);`);
    this.addSql(
      `create unique index \`sessions_secret_hash_unique\` on \`sessions\` (\`secret_hash\`);`,
    );
    this.addSql(`create index \`sessions_created_at_index\` on \`sessions\` (\`created_at\`);`);

    this.addSql(
      `create table \`hosts\` (\`id\` text not null primary key, \`name\` text not null, \`transport\` text check (\`transport\` in ('tls')) not null, \`address\` text not null, \`port\` integer not null, \`certificate\` text not null, \`sealed_key\` text not null, \`fingerprint\` text not null, \`created_at\` datetime not null);`,
    );
    this.addSql(`create unique index \`hosts_name_unique\` on \`hosts\` (\`name\`);`);

    this.addSql(
      `create table \`policies\` (\`id\` text not null primary key, \`host_id\` text not null, \`domain\` text not null, \`unikernels\` integer not null, \`memory\` integer not null, \`storage\` integer null, \`cpuids\` json not null, \`bridges\` json not null, \`updated_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`policies_host_id_domain_unique\` on \`policies\` (\`host_id\`, \`domain\`);`,
    );

    this.addSql(
      `create table \`tokens\` (\`id\` text not null primary key, \`account_id\` text not null, \`name\` text not null, \`description\` text null, \`prefix\` text not null, \`secret_hash\` text not null, \`scopes\` json not null, \`hosts\` json null, \`names\` json null, \`expires_at\` datetime null, \`hourly_limit\` integer not null default 1000, \`uses\` integer not null default 0, \`last_used_at\` datetime null, \`last_used_address\` text null, \`last_used_agent\` text null, \`created_at\` datetime not null, \`revoked_at\` datetime null);`,
    );
    this.addSql(`create index \`tokens_account_id_index\` on \`tokens\` (\`account_id\`);`);
    this.addSql(
      `create unique index \`tokens_secret_hash_unique\` on \`tokens\` (\`secret_hash\`);`,
    );

    this.addSql(
      `create table \`uploads\` (\`id\` text not null primary key, \`host\` text not null, \`domain\` text not null, \`volume\` text not null, \`spool_id\` text null, \`sha256\` text null, \`volume_size\` integer not null, \`request_id\` text not null, \`started_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`uploads_host_domain_volume_unique\` on \`uploads\` (\`host\`, \`domain\`, \`volume\`);`,
    );
  }
}
