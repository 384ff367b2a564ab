import { Migration } from '@mikro-orm/migrations';

export class Migration20261122091358 extends Migration {
  override name = 'Migration20261122091358';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`ssh_keys\` (\`id\` text not null primary key, \`sealed_key\` text not null, \`expires_at\` datetime not null);`,
    );

    this.addSql(`pragma foreign_keys = off;`);
    this.addSql(
      `create table \`hosts__temp_alter\` (\`id\` text not null primary key, \`name\` text not null, \`transport\` text check (\`transport\` in ('tls', 'ssh')) not null, \`address\` text not null, \`port\` integer not null, \`certificate\` text null, \`sealed_key\` text null, \`fingerprint\` text null, \`ssh\` json null, \`created_at\` datetime not null);`,
    );
    this.addSql(
      `insert into \`hosts__temp_alter\` select \`id\`, \`name\`, \`transport\`, \`address\`, \`port\`, \`certificate\`, \`sealed_key\`, \`fingerprint\`, null as \`ssh\`, \`created_at\` from \`hosts\`;`,
    );
    this.addSql(`drop table \`hosts\`;`);
    this.addSql(`alter table \`hosts__temp_alter\` rename to \`hosts\`;`);
    this.addSql(`create unique index \`hosts_name_unique\` on \`hosts\` (\`name\`);`);
    this.addSql(`pragma foreign_keys = on;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`ssh_keys\`;`);

    this.addSql(`pragma foreign_keys = off;`);
    this.addSql(
      `create table \`hosts__temp_alter\` (\`address\` text not null, \`certificate\` text not null, \`created_at\` datetime not null, \`fingerprint\` text not null, \`id\` text not null primary key, \`name\` text not null, \`port\` integer not null, \`sealed_key\` text not null, \`transport\` text check (\`transport\` in ('tls')) not null);`,
    );
    this.addSql(
      `insert into \`hosts__temp_alter\` select \`address\`, \`certificate\`, \`created_at\`, \`fingerprint\`, \`id\`, \`name\`, \`port\`, \`sealed_key\`, \`transport\` from \`hosts\`;`,
    );
    this.addSql(`drop table \`hosts\`;`);
    this.addSql(`alter table \`hosts__temp_alter\` rename to \`hosts\`;`);
    this.addSql(`create unique index \`hosts_name_unique\` on \`hosts\` (\`name\`);`);
    this.addSql(`pragma foreign_keys = on;`);
  }
}
