// Tasklist asks for some of its words once and does not wait for the locale file, so that now and then "CREATION_DATE"
// stood above the list instead of 创建时间. Its view now comes when the words are there.
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
