import { Migration } from '@mikro-orm/migrations';

export class Migration20261129073344 extends Migration {
  override name = 'Migration20261129073344';

  override up(): void | Promise<void> {
    this.addSql(
      `alter table \`hosts\` add column \`told_degraded\` integer not null default false;`,
    );

    this.addSql(
      `alter table \`unikernels\` add column \`told_state\` text not null default 'unknown';`,
    );
    this.addSql(`alter table \`unikernels\` add column \`told_drift\` text not null default '';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table \`hosts\` drop column \`told_degraded\`;`);

    this.addSql(`alter table \`unikernels\` drop column \`told_state\`;`);
    this.addSql(`alter table \`unikernels\` drop column \`told_drift\`;`);
  }
}
