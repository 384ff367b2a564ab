import { Migration } from '@mikro-orm/migrations';

export class Migration20261129160159 extends Migration {
  override name = 'Migration20261129160159';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`channels\` (\`id\` text not null primary key, \`owner\` text not null, \`kind\` text not null, \`name\` text not null, \`types\` json not null, \`enabled\` integer not null, \`ended_reason\` text null, \`muted_until\` datetime null, \`target\` text not null, \`sealed_settings\` text null, \`standard_of\` text null, \`sent_at\` json not null, \`told\` json not null, \`created_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`channels_standard_of_unique\` on \`channels\` (\`standard_of\`);`,
    );
    this.addSql(`create index \`channels_owner_index\` on \`channels\` (\`owner\`);`);

    this.addSql(
      `create table \`deliveries\` (\`serial\` integer not null primary key autoincrement, \`id\` text not null, \`channel\` text not null, \`event\` text null, \`type\` text not null, \`object\` text null, \`summary\` text not null, \`content\` text not null, \`state\` text not null, \`tries\` integer not null, \`next_try_at\` datetime null, \`created_at\` datetime not null, \`tried_at\` datetime null, \`status\` integer null, \`answer\` text null, \`fault\` text null);`,
    );
    this.addSql(`create unique index \`deliveries_id_unique\` on \`deliveries\` (\`id\`);`);
    this.addSql(
      `create index \`deliveries_next_try_at_index\` on \`deliveries\` (\`next_try_at\`);`,
    );
    this.addSql(`create index \`deliveries_created_at_index\` on \`deliveries\` (\`created_at\`);`);
    this.addSql(
      `create index \`deliveries_channel_serial_index\` on \`deliveries\` (\`channel\`, \`serial\`);`,
    );
    this.addSql(
      `create index \`deliveries_channel_next_try_at_index\` on \`deliveries\` (\`channel\`, \`next_try_at\`);`,
    );
    this.addSql(
      `create unique index \`deliveries_channel_event_unique\` on \`deliveries\` (\`channel\`, \`event\`);`,
    );

    this.addSql(
      `create table \`delivery_cursor\` (\`id\` integer not null primary key autoincrement, \`last\` integer not null);`,
    );

    this.addSql(
      `create table \`delivery_sequences\` (\`channel\` text not null, \`object\` text not null, \`last\` integer not null, primary key (\`channel\`, \`object\`));`,
    );

    this.addSql(
      `create table \`mutes\` (\`id\` text not null primary key, \`owner\` text not null, \`object\` text not null, \`until\` datetime not null, \`created_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`mutes_owner_object_unique\` on \`mutes\` (\`owner\`, \`object\`);`,
    );

    this.addSql(
      `create table \`notices\` (\`serial\` integer not null primary key autoincrement, \`channel\` text not null, \`number\` integer not null, \`queued_at\` datetime not null);`,
    );
    this.addSql(
      `create unique index \`notices_channel_number_unique\` on \`notices\` (\`channel\`, \`number\`);`,
    );

    this.addSql(
      `create table \`seen_events\` (\`account_id\` text not null primary key, \`number\` integer not null);`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`channels\`;`);
    this.addSql(`drop table if exists \`deliveries\`;`);
    this.addSql(`drop table if exists \`delivery_cursor\`;`);
    this.addSql(`drop table if exists \`delivery_sequences\`;`);
    this.addSql(`drop table if exists \`mutes\`;`);
    this.addSql(`drop table if exists \`notices\`;`);
    this.addSql(`drop table if exists \`seen_events\`;`);
  }
}
