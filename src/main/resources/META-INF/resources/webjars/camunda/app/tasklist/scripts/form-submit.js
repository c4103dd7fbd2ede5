// Two things Tasklist 7.24 does wrong when a form is submitted.
// It shuts its submit button while form-js 1.8.7 reports errors, and form-js goes on reporting a row of a list that has
// long been put right or removed: whoever left one required field of a list empty for a moment could not submit any
// more. So the button stays open; submitting checks the whole form anew and shows what is missing.
// And the message of a failed attempt stays when the next one succeeds, which otherwise says nothing at all.
define(['angular'], function (angular) {
  const module = angular.module('supervision.formSubmit', []);

  module.run(['$injector', function ($injector) {
    if (!$injector.has('camTasklistFormCamundaDirective')) {
      return;
    }
    const notifications = $injector.get('Notifications');
    const directive = $injector.get('camTasklistFormCamundaDirective')[0];
    const compile = directive.compile;

    directive.compile = function () {
      const link = compile.apply(this, arguments);
      return function (scope, element, attributes, form) {
        const notifyFormValidated = form.notifyFormValidated;
        form.notifyFormValidated = function () {
          return notifyFormValidated.call(form, false);
        };
        const registerCompletionHandler = form.registerCompletionHandler;
        form.registerCompletionHandler = function (complete) {
          return registerCompletionHandler.call(form, function (done) {
            notifications.clearAll();
            return complete(function (error, result) {
              done(error, result);
              if (!error) {
                notifications.addMessage({ status: '已提交', duration: 5000 });
              }
            });
          });
        };
        return link.apply(this, arguments);
      };
    };
  }]);

  return module;
});
