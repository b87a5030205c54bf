### Páginas que aparecen cuando no se puede mostrar otra. Las usa src/web/layers/error_page.rs.

problem-bad-request-title = No pudimos leer eso
problem-bad-request = No conocemos este formulario o esta dirección. Regrese e inténtelo otra vez. Lo que guardó antes sigue ahí.
problem-sign-in-title = Primero inicie sesión
problem-sign-in = Esta página es para quienes han iniciado sesión.
problem-forbidden-title = Esto no está abierto para usted
problem-forbidden = No puede hacer esto aquí. Si viene de otro sitio, regrese y empiece desde nuestra primera página.
problem-not-found-title = No encontramos esa página
problem-not-found = Revise la dirección o empiece desde nuestra primera página.
problem-too-large-title = Fue demasiado de una vez
problem-too-large = Regrese y escriba un texto más corto. Lo que guardó antes sigue ahí.
problem-not-a-form-title = Aquí solo recibimos nuestros formularios
problem-not-a-form = Regrese y use el formulario de nuestra página.
problem-conflict-title = Esta página ya no estaba al día
problem-conflict = Algo cambió mientras la página estaba abierta. Regrese, cargue la página y mírela otra vez.
problem-too-many-title = Demasiados intentos en poco tiempo
problem-too-many = Espere un minuto y vuelva a intentarlo. Lo que guardó antes sigue ahí. También puede llamarnos.
problem-unavailable-title = Ahora no podemos guardar
problem-unavailable = Espere un minuto, regrese e inténtelo otra vez. Si es urgente, llámenos ya.
problem-internal-title = Algo salió mal de nuestro lado
problem-internal = No es culpa suya. Regrese e inténtelo otra vez, o llámenos.
problem-call = Llámenos:
problem-start = Ir a la primera página
problem-number = Si llama por esto, díganos este número: { $id }
