// People sign in on the system's own page, so this app's login view only ever forwards to it.
// The same file lies in each app: custom scripts are loaded from the app's own folder.
const appRoot = document.querySelector('base').getAttribute('app-root');
const signInPage = appRoot.replace(/\/[^/]*$/, '') + '/login';

function forwardToSignIn() {
  // Welcome writes its routes with "#!/", the other apps with "#/".
  if (/^#!?\/login(?:[/?]|$)/.test(window.location.hash)) {
    // replace: the back button must not lead to the dead login view
    window.location.replace(signInPage);
  }
}

window.addEventListener('hashchange', forwardToSignIn);
forwardToSignIn();
