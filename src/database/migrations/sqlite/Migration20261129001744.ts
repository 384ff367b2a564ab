import { Migration } from '@mikro-orm/migrations';

export class Migration20261129001744 extends Migration {
  override name = 'Migration20261129001744';

  override up(): void | Promise<void> {
    this.addSql(
      `create table \`automation_pauses\` (\`id\` integer not null primary key autoincrement, \`since\` datetime not null, \`reason\` text not null);`,
    );

    this.addSql(
      `create table \`installations\` (\`id\` text not null primary key, \`mark\` text not null, \`generation\` text not null);`,
    );

    this.addSql(
      `alter table \`deployments\` add column \`automatic\` integer not null default false;`,
    );

    this.addSql(
      `alter table \`unikernels\` add column \`keep_running\` integer not null default false;`,
    );
    this.addSql(`alter table \`unikernels\` add column \`keep_tries\` integer not null default 0;`);
    this.addSql(`alter table \`unikernels\` add column \`keep_next_at\` datetime null;`);
    this.addSql(`alter table \`unikernels\` add column \`keep_gave_up\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`automation_pauses\`;`);
    this.addSql(`drop table if exists \`installations\`;`);

    this.addSql(`alter table \`deployments\` drop column \`automatic\`;`);

    this.addSql(`alter table \`unikernels\` drop column \`keep_running\`;`);
    this.addSql(`alter table \`unikernels\` drop column \`keep_tries\`;`);
    this.addSql(`alter table \`unikernels\` drop column \`keep_next_at\`;`);
    this.addSql(`alter table \`unikernels\` drop column \`keep_gave_up\`;`);
  }
}
