import { useEffect, useState } from 'react';
import type { ParcelRow, TaskRow } from '../../shared/domain/rows.ts';
import { useDevice } from './device.ts';

/** Open tasks and known parcels, as they come down; empty until the first did. */
export function useModels(): { tasks: TaskRow[]; parcels: ParcelRow[] } {
  const { models } = useDevice();
  const [rows, setRows] = useState<{ tasks: TaskRow[]; parcels: ParcelRow[] }>({ tasks: [], parcels: [] });
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const [tasks, parcels] = await Promise.all([models.openTasks(), models.parcels()]);
      if (!gone) setRows({ tasks, parcels });
    };
    void load();
    const stop = models.onChange(() => void load());
    return () => {
      gone = true;
      stop();
    };
  }, [models]);
  return rows;
}
