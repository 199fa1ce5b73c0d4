/** The icon beside the clock: what the engine does, and the way back to the window. */
import { Menu, Tray } from 'electron';
import { type EngineState, stateImage } from './tray-icon.ts';
import type { Words } from './words.ts';

export type EngineFacts = { readonly isRunning: boolean; readonly warningCount: number };

export type TrayActions = { readonly open: () => void; readonly quit: () => void };

export type EngineTray = { show(facts: EngineFacts): void; destroy(): void };

export function stateOf({ isRunning, warningCount }: EngineFacts): EngineState {
  if (!isRunning) return 'stopped';
  return warningCount > 0 ? 'warnings' : 'running';
}

export function createEngineTray(words: Words, actions: TrayActions): EngineTray {
  const tray = new Tray(stateImage('running'));
  let shown = '';
  const lineOf = (facts: EngineFacts): string => {
    const state = stateOf(facts);
    if (state === 'stopped') return words.stopped;
    return state === 'warnings' ? words.warnings(facts.warningCount) : words.running;
  };
  tray.on('click', actions.open);
  return {
    show: (facts) => {
      const line = lineOf(facts);
      if (line === shown) return;
      shown = line;
      tray.setImage(stateImage(stateOf(facts)));
      tray.setToolTip(`${words.title}: ${line}`);
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: line, enabled: false },
          { type: 'separator' },
          { label: words.open, click: actions.open },
          { label: words.quitEngine, click: actions.quit },
        ]),
      );
    },
    destroy: () => tray.destroy(),
  };
}
