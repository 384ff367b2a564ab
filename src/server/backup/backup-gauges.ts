import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../../base/clock.ts';
import type { Config } from '../configuration.ts';
import { newestBackup, timeOf } from './schedule.ts';

/** Has Prometheus see how old the newest scheduled backup is, where such are made. */
export function addBackupGauges(registry: Registry, config: Config, clock: Clock): void {
  const { backupFolder: folder, backupInterval } = config;
  if (folder === null) return;
  const registers = [registry];
  new Gauge({
    name: 'fulmar_backup_newest_timestamp_seconds',
    help: 'When the newest backup in FULMAR_BACKUP_FOLDER was made; 0: there is none.',
    registers,
    async collect() {
      const newest = await newestBackup(folder, clock()).catch(() => null);
      this.set(newest === null ? 0 : timeOf(newest).getTime() / 1000);
    },
  });
  new Gauge({
    name: 'fulmar_backup_interval_seconds',
    help: 'FULMAR_BACKUP_INTERVAL: after how long the next one is made.',
    registers,
  }).set(backupInterval / 1000);
}
