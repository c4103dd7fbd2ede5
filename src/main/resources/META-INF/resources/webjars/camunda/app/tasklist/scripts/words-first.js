// The apps ask for some of their words once and do not wait for the locale file, so that now and then "CREATION_DATE"
// stood above Tasklist's list instead of 创建时间, and "DASHBOARD_DASHBOARD" in Admin's title. Their views now come when
// the words are there. The same file lies in each app.
define(['angular'], function (angular) {
  const module = angular.module('supervision.wordsFirst', []);

  module.run(['$injector', function ($injector) {
    if (!$injector.has('$route') || !$injector.has('$translate')) {
      return;
    }
    Object.values($injector.get('$route').routes).forEach(route => {
      if (!route.redirectTo) {
        route.resolve = Object.assign({}, route.resolve, { words: ['$translate', $translate => $translate.onReady()] });
      }
    });
  }]);

  return module;
});
