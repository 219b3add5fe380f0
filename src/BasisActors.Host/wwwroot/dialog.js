// A dialog of the browser's own: nothing behind it can be reached, Escape closes it, and the focus goes back to where it was.
export const show = dialog => dialog.showModal();
export const close = dialog => dialog.close();
