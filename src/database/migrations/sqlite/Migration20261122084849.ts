import { Migration } from '@mikro-orm/migrations';

export class Migration20261122084849 extends Migration {
  override name = 'Migration20261122084849';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`allowed_issuers\` (\`id\` text not null primary key, \`issuer\` text not null, \`private_addresses\` integer not null, \`created_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`allowed_issuers_issuer_unique\` on \`allowed_issuers\` (\`issuer\`);`,
    );

    this.addSql(
      `create table \`audit_events\` (\`id\` integer not null primary key autoincrement, \`at\` datetime not null, \`account_id\` text null, \`account_name\` text null, \`credential\` text null, \`token_name\` text null, \`token_prefix\` text null, \`address\` text null, \`action\` text not null, \`object\` text not null, \`domain\` text null, \`status\` integer null, \`outcome\` text not null, \`request_id\` text not null, \`count\` integer not null, \`last_at\` datetime not null);`,
    );
    this.addSql(`create index \`audit_events_at_index\` on \`audit_events\` (\`at\`);`);
    this.addSql(
      `create index \`audit_events_account_id_index\` on \`audit_events\` (\`account_id\`);`,
    );
    this.addSql(
      `create index \`audit_events_account_name_index\` on \`audit_events\` (\`account_name\`);`,
    );

    this.addSql(
      `create table \`external_credentials\` (\`id\` text not null primary key, \`owner\` text not null, \`service\` text check (\`service\` in ('github', 'docker-hub')) not null, \`sealed_secret\` text not null, \`finding\` json null, \`saved_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`external_credentials_owner_service_unique\` on \`external_credentials\` (\`owner\`, \`service\`);`,
    );

    this.addSql(
      `create table \`password_resets\` (\`account_id\` text not null primary key, \`secret_hash\` text not null, \`expires_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`password_resets_secret_hash_unique\` on \`password_resets\` (\`secret_hash\`);`,
    );

    this.addSql(
      `create table \`token_days\` (\`token_id\` text not null, \`day\` text not null, \`uses\` integer not null, primary key (\`token_id\`, \`day\`));`,
    );
    this.addSql(`create index \`token_days_day_index\` on \`token_days\` (\`day\`);`);

    this.addSql(
      `create table \`trusts\` (\`id\` text not null primary key, \`account_id\` text not null, \`name\` text not null, \`issuer\` text not null, \`audience\` text not null, \`rules\` json not null, \`expires_at\` datetime null, \`created_at\` datetime not null);`,
    );
    this.addSql(`create index \`trusts_account_id_index\` on \`trusts\` (\`account_id\`);`);

    this.addSql(`alter table \`deployments\` add column \`owner\` text not null default '';`);

    this.addSql(`alter table \`kept_answer\` add column \`owner\` text not null default '';`);

    this.addSql(`alter table \`tokens\` add column \`trust_id\` text null;`);
    this.addSql(`alter table \`tokens\` add column \`addresses\` json null;`);
    this.addSql(`alter table \`tokens\` add column \`previous_hash\` text null;`);
    this.addSql(`alter table \`tokens\` add column \`previous_prefix\` text null;`);
    this.addSql(`alter table \`tokens\` add column \`previous_until\` datetime null;`);
    this.addSql(`create index \`tokens_trust_id_index\` on \`tokens\` (\`trust_id\`);`);
    this.addSql(
      `create unique index \`tokens_previous_hash_unique\` on \`tokens\` (\`previous_hash\`);`,
    );

    this.addSql(`alter table \`uploads\` add column \`owner\` text not null default '';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`allowed_issuers\`;`);
    this.addSql(`drop table if exists \`audit_events\`;`);
    this.addSql(`drop table if exists \`external_credentials\`;`);
    this.addSql(`drop table if exists \`password_resets\`;`);
    this.addSql(`drop table if exists \`token_days\`;`);
    this.addSql(`drop table if exists \`trusts\`;`);

    this.addSql(`alter table \`deployments\` drop column \`owner\`;`);

    this.addSql(`alter table \`kept_answer\` drop column \`owner\`;`);

    this.addSql(`drop index \`tokens_trust_id_index\`;`);
    this.addSql(`drop index \`tokens_previous_hash_unique\`;`);
    this.addSql(`alter table \`tokens\` drop column \`trust_id\`;`);
    this.addSql(`alter table \`tokens\` drop column \`addresses\`;`);
    this.addSql(`alter table \`tokens\` drop column \`previous_hash\`;`);
    this.addSql(`alter table \`tokens\` drop column \`previous_prefix\`;`);
    this.addSql(`alter table \`tokens\` drop column \`previous_until\`;`);

    this.addSql(`alter table \`uploads\` drop column \`owner\`;`);
  }
}
