/** The window's menu, hidden until Alt: mostly there for its accelerators. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

export type MenuActions = { readonly quit: () => void; readonly isDeveloperMenuShown: boolean };

export function menuTemplate(words: Words, { quit, isDeveloperMenuShown }: MenuActions): MenuItemConstructorOptions[] {
  return [
    {
      label: words.file,
      submenu: [
        { label: words.close, role: 'close', accelerator: 'CommandOrControl+W' },
        { type: 'separator' },
        { label: words.quitEngine, accelerator: 'CommandOrControl+Q', click: quit },
      ],
    },
    {
      label: words.edit,
      submenu: [
        { label: words.undo, role: 'undo' },
        { label: words.redo, role: 'redo' },
        { type: 'separator' },
        { label: words.cut, role: 'cut' },
        { label: words.copy, role: 'copy' },
        { label: words.paste, role: 'paste' },
        { label: words.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: words.view,
      submenu: [
        { label: words.reload, role: 'reload', accelerator: 'CommandOrControl+R' },
        { type: 'separator' },
        { label: words.zoomIn, role: 'zoomIn', accelerator: 'CommandOrControl+Plus' },
        { label: words.zoomOut, role: 'zoomOut', accelerator: 'CommandOrControl+-' },
        { label: words.resetZoom, role: 'resetZoom', accelerator: 'CommandOrControl+0' },
        { type: 'separator' },
        { label: words.fullScreen, role: 'togglefullscreen', accelerator: 'F11' },
        ...(isDeveloperMenuShown
          ? ([{ label: words.developer, role: 'toggleDevTools', accelerator: 'CommandOrControl+Shift+I' }] as const)
          : []),
      ],
    },
    { label: words.window, submenu: [{ label: words.minimise, role: 'minimize' }] },
  ];
}

export function setMenu(words: Words, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, actions)));
}
