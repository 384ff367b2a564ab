import { Migration } from '@mikro-orm/migrations';

export class Migration20261129072912 extends Migration {
  override name = 'Migration20261129072912';

  override up(): void | Promise<void> {
    this.addSql(`pragma foreign_keys = off;`);
    this.addSql(
      `create table \`external_credentials__temp_alter\` (\`id\` text not null primary key, \`owner\` text not null, \`service\` text not null, \`sealed_secret\` text not null, \`finding\` json null, \`saved_at\` datetime not null);`,
    );
    this.addSql(
      `insert into \`external_credentials__temp_alter\` select \`id\`, \`owner\`, \`service\`, \`sealed_secret\`, \`finding\`, \`saved_at\` from \`external_credentials\`;`,
    );
    this.addSql(`drop table \`external_credentials\`;`);
    this.addSql(
      `alter table \`external_credentials__temp_alter\` rename to \`external_credentials\`;`,
    );
    this.addSql(
      `create unique index \`external_credentials_owner_service_unique\` on \`external_credentials\` (\`owner\`, \`service\`);`,
    );
    this.addSql(`pragma foreign_keys = on;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`pragma foreign_keys = off;`);
    this.addSql(
      `create table \`external_credentials__temp_alter\` (\`finding\` json null, \`id\` text not null primary key, \`owner\` text not null, \`saved_at\` datetime not null, \`sealed_secret\` text not null, \`service\` text check (\`service\` in ('github', 'docker-hub')) not null);`,
    );
    this.addSql(
      `insert into \`external_credentials__temp_alter\` select \`finding\`, \`id\`, \`owner\`, \`saved_at\`, \`sealed_secret\`, \`service\` from \`external_credentials\`;`,
    );
    this.addSql(`drop table \`external_credentials\`;`);
    this.addSql(
      `alter table \`external_credentials__temp_alter\` rename to \`external_credentials\`;`,
    );
    this.addSql(
      `create unique index \`external_credentials_owner_service_unique\` on \`external_credentials\` (\`owner\`, \`service\`);`,
    );
    this.addSql(`pragma foreign_keys = on;`);
  }
}
