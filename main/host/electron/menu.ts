import { Menu, shell, type MenuItemConstructorOptions } from 'electron';

/**
 * Sets the application's menu: the system's own words and shortcuts, by role.
 *
 * @param forDevelopers adds reload and the developer tools
 * @param logFile what "Show Log" shows
 */
export function setMenu(platform: NodeJS.Platform, forDevelopers: boolean, logFile: string): void {
  const developers: MenuItemConstructorOptions[] = forDevelopers
    ? [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }]
    : [];
  const template: MenuItemConstructorOptions[] = [
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        ...developers,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Show Log', click: () => shell.showItemInFolder(logFile) },
        ...(platform === 'darwin' ? [] : [{ role: 'about' as const }]),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
