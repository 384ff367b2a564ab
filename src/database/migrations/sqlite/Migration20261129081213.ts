import { Migration } from '@mikro-orm/migrations';

export class Migration20261129081213 extends Migration {
  override name = 'Migration20261129081213';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`event_sequence\` (\`id\` integer not null primary key autoincrement, \`last\` integer not null);`,
    );

    this.addSql(
      `create table \`events\` (\`serial\` integer not null primary key autoincrement, \`id\` text not null, \`number\` integer null, \`type\` text not null, \`severity\` text not null, \`account\` text null, \`host\` text null, \`name\` text null, \`object\` text not null, \`summary\` text not null, \`facts\` json not null, \`at\` datetime not null, \`host_at\` datetime null, \`count\` integer not null, \`last_at\` datetime not null, \`once\` text null);`,
    );
    this.addSql(`create unique index \`events_id_unique\` on \`events\` (\`id\`);`);
    this.addSql(`create unique index \`events_number_unique\` on \`events\` (\`number\`);`);
    this.addSql(`create index \`events_last_at_index\` on \`events\` (\`last_at\`);`);
    this.addSql(`create unique index \`events_once_unique\` on \`events\` (\`once\`);`);
    this.addSql(
      `create index \`events_account_number_index\` on \`events\` (\`account\`, \`number\`);`,
    );
    this.addSql(`create index \`events_host_number_index\` on \`events\` (\`host\`, \`number\`);`);
    this.addSql(
      `create index \`events_object_number_index\` on \`events\` (\`object\`, \`number\`);`,
    );

    this.addSql(
      `alter table \`hosts\` add column \`told_degraded\` integer not null default false;`,
    );

    this.addSql(
      `alter table \`unikernels\` add column \`told_state\` text not null default 'unknown';`,
    );
    this.addSql(`alter table \`unikernels\` add column \`told_drift\` text not null default '';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`event_sequence\`;`);
    this.addSql(`drop table if exists \`events\`;`);

    this.addSql(`alter table \`hosts\` drop column \`told_degraded\`;`);

    this.addSql(`alter table \`unikernels\` drop column \`told_state\`;`);
    this.addSql(`alter table \`unikernels\` drop column \`told_drift\`;`);
  }
}
